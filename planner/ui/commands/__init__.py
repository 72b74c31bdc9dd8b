"""What the actions of the window do: one function each, given the window."""
