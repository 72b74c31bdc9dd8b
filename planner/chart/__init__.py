"""Plan and schedule become a scene: plain shapes in plain numbers, the same for screen and paper."""
