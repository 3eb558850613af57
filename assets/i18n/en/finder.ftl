# The viewfinder
finder-opening = Opening the camera…
finder-picture = Viewfinder
finder-shot = The photo just taken
finder-shutter = Take the photo
finder-keep = Keep it
finder-keep-next = Keep it, take another
finder-retake = Take it again
finder-none-yet = No photo yet
finder-stored = { $count ->
    [one] 1 photo
   *[other] { $count } photos
}
finder-pending = { $count } being stored
finder-switch = Switch to { $camera }
finder-other = Use { $camera }
finder-again = Try again
finder-system-camera = Use the system's camera app
finder-files = Choose a file
finder-folders = Choose from the folders
finder-leave = No photo now
finder-goes-on = The survey goes on without a photo; add it later
finder-done = Done
finder-roll-title = Take the photos in the camera app
finder-roll-folder = They are picked up from { $folder } by themselves
finder-roll-no-folder = The photo folder was not found
finder-roll-taken = { $count ->
    [one] 1 photo picked up
   *[other] { $count } photos picked up
}
finder-ghost-strength = Ghost of the earlier photo
finder-ghost-off = Off
finder-ghost-percent = { $percent } %
finder-ghost-name = Ghost of the earlier photo: { $strength }
finder-ghost-pick = Match an earlier photo
finder-ghost-other = Match another photo
finder-ghost-how = Choose the photo from before the works. It lies faintly over the picture, so that you find the same place to stand
finder-ghost-nothing = This household has no photo to match yet
finder-ghost-without = Without an earlier photo
