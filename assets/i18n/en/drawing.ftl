# drawing
drawing-too-large = The drawing is too complex: { $count }, at most { $most }
    .hint = Leave out marks or points; a drawing that is not understood at a glance is of no use
drawing-outside = Mark { $mark } of the drawing leaves the box or has impossible numbers
    .hint = Coordinates lie between 0 and the width and height of the box, which is at most 1000 × 1000
