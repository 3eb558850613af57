# Cameras. What failed, and in the hint what to do next; the survey always goes on.
camera-none = No camera was found
    .hint = Plug one in, or add photos with the system's camera app or from files
camera-busy = Another program is using the camera
    .hint = Close it, a video call for instance; the picture comes back by itself
camera-denied = The system does not allow the camera to be used
    .hint = Windows: allow desktop apps under Settings > Privacy > Camera. Linux: ask the administrator to add you to the group video
camera-gone = The camera was disconnected
    .hint = Plug it in again and the picture comes back by itself; the photos taken are kept
camera-slow = The camera does not open
    .hint = Unplug it and plug it in again, or add photos another way
camera-silent = The camera sends no picture
    .hint = Check the connection, or add photos another way
camera-damaged = The pictures arrive from the camera damaged
    .hint = Try another USB port or cable
camera-no-format = This camera's picture format cannot be read
    .hint = Use another camera, or the system's camera app
camera-crashed = The camera's driver failed and was given up
    .hint = Unplug it and plug it in again, or add photos another way
camera-failed = The camera cannot be opened: { $why }
    .hint = Unplug it and plug it in again, or add photos another way

camera-app-none = No camera app was found on this device
    .hint = Take the photo with a phone or camera and add it from files
camera-app-failed = The camera app cannot be opened: { $why }
    .hint = Open it by hand; its photos are picked up by themselves
camera-roll-none = The camera's photo folder is not there: { $folder }
    .hint = Enter it again in the settings, or add photos from files

camera-network-address = The network camera's address is wrong: { $address }
    .hint = Enter in the settings what the phone shows, such as 192.168.1.5:8080/video
camera-network-scheme = Network cameras with { $scheme } addresses are not supported
    .hint = Use its http address for MJPEG
camera-network-unreachable = The network camera { $host } cannot be reached
    .hint = Check that phone and tablet are in the same wireless network and the phone's camera app is open
camera-network-silent = The network camera { $host } does not answer
    .hint = Restart the phone's camera app and try again
camera-network-password = The network camera wants a name and password, or the password is wrong
    .hint = Write the address as name:password@address
camera-network-path = The network camera has no such address: { $path }
    .hint = Check the last part of the address; /video is usual
camera-network-status = The network camera refused (HTTP { $status })
    .hint = Restart it and try again
camera-network-circle = The network camera's address leads in a circle
    .hint = Check the address
camera-network-no-stream = This address sends { $kind }, not pictures of a camera
    .hint = Enter the address of the MJPEG pictures, not of the web page; /video is usual
camera-network-garbled = The answer of this address makes no sense; it is no camera
    .hint = Check address and port
camera-network-ended = The network camera has hung up
    .hint = Check that the phone is unlocked and in the network; the picture comes back by itself
camera-network-too-large = A picture of the network camera is too large
    .hint = Choose a lower resolution in the phone's camera app

# Settings.
camera-settings-title = Camera
camera-settings-hint = Opened first when a photo is taken
camera-settings-first = Automatic
camera-settings-network = Network camera or phone
camera-settings-network-hint = MJPEG address in the same network, such as 192.168.1.5:8080/video
camera-settings-network-name = Address of the network camera
camera-settings-roll = Folder of the camera app's photos
camera-settings-roll-hint = Left empty: the system's Pictures folder
camera-settings-roll-name = Photo folder
camera-settings-look = Look for cameras again

# The command line.
camera-cli-help = Look at the cameras, take a test picture
camera-cli-help-list = List the cameras
camera-cli-help-shot = Take a test picture as a JPEG file
camera-cli-help-shot-out = Where to put it
camera-cli-help-camera = Which: its number in the list, or the address of a network camera
camera-cli-help-skip = Pictures to let pass first, until the exposure has settled
camera-cli-none = No camera was found
camera-cli-shot = { $camera }: { $width } × { $height } { $coding }, { $rate } frames a second, written to { $file }
camera-cli-unwritable = The file cannot be written: { $why }
