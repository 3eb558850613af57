# drawing
drawing-unreadable = The drawing cannot be read: { $detail }
    .hint = Correct it at the line and column given; the drawings in assets/drawings show the kinds of marks and their fields
drawing-too-large = The drawing is too complex: { $count }, at most { $most }
    .hint = Leave out marks or points; a drawing that is not understood at a glance is of no use
drawing-outside = Mark { $mark } of the drawing leaves the box or has impossible numbers
    .hint = Coordinates lie between 0 and the width and height of the box, which is at most 1000 × 1000
