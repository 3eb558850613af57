# Pictures that could not be taken in. The hint says what to do next.
photo-empty = The photo file is empty
    .hint = It was probably not copied to the end: copy it again or take a new photo
photo-file-too-large = The photo file has { $size } MB, more than the limit of { $limit } MB
    .hint = Choose a smaller photo size in the camera's settings and take it again
photo-too-many-pixels = The photo is too large to open ({ $width } × { $height } pixels)
    .hint = Switch off high-resolution or panorama mode and take it again
photo-too-much-memory = The photo needs too much memory to open
    .hint = Choose a smaller photo size and take it again
photo-heic = This is a HEIC photo, which cannot be read yet
    .hint = On an iPhone choose Settings > Camera > Formats > Most Compatible and take it again; on other phones switch off the high-efficiency format
photo-format = { $format } files cannot be read
    .hint = Choose a photo in JPEG or PNG format
photo-not-a-picture = This is not a photo
    .hint = Choose a photo in JPEG or PNG format
photo-cmyk = This is a CMYK picture for printing; its colours cannot be shown correctly
    .hint = Choose the camera's original, or save it as an RGB JPEG
photo-unusual-jpeg = This JPEG uses a rare coding that cannot be read
    .hint = Open it in a picture viewer and save it as an ordinary JPEG
photo-cut-off = The photo is incomplete: its end is missing
    .hint = Copy it again from the camera or card, and wait until copying has ended
photo-damaged = The photo is damaged and cannot be opened
    .hint = Copy it again; if that does not help, take a new photo
photo-file-unreadable = The photo file cannot be opened: { $why }
    .hint = Check that the card is still there and try again
photo-why-gone = it is no longer there
photo-why-denied = it may not be read
photo-why-folder = it is a folder, not a photo
photo-why-full = the disk is full
photo-why-busy = another program is using it
photo-why-device = the storage device does not answer
photo-why-disk = the disk cannot read it

# Photos on their way.
photo-resumed = { $count ->
    [one] Going on with 1 photo from last time
   *[other] Going on with { $count } photos from last time
}
photo-twice = This question has this photo already; it was not added again
photo-ends-the-program = Opening this photo ended the program twice; it is not tried again
    .hint = Take a new photo; the old one is kept in the folder “broken”
photo-queue = Photos on their way: { $done } of { $all } done
photo-is-keeping = Not safe yet
photo-is-waiting = Saved, waiting
photo-is-opening = Being shrunk
photo-is-stuck = Disk full, tried again
photo-cancel = Do not add
photo-more-pending = and { $count } more
