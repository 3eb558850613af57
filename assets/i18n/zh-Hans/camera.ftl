# camera
