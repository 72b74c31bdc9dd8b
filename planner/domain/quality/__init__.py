"""Whether a plan can bear the question how sure it is: measures of its quality, each with a figure and a limit."""
