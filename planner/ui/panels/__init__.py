"""What stands beside and instead of the chart: the inspector, and the registers of the plan."""
