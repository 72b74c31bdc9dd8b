"""The chart beside the activity table: it paints the layout's scene and turns gestures into steps."""
