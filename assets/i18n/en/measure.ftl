# Measuring in a photo
measure-title = Measure in the photo
measure-photo = Photo: tap to place a point, drag to move it
measure-action = Measure in photo
measure-short = Measure

# What lies beside it
measure-reference = What lies beside it
measure-reference-hint = Flat in the plane you measure, all four corners in the picture
measure-reference-a4 = A4 sheet
measure-reference-card = ID or bank card
measure-reference-a3 = A3 sheet
measure-reference-a5 = A5 sheet
measure-reference-tape = Tape
measure-reference-own = Other rectangle
measure-tape-width = Width of the blade
measure-tape-length = Length of the stretch used
measure-own-long = One side
measure-own-short = Other side
measure-millimetres = { $number } mm

# Corners and ends
measure-looking = Looking for the four corners…
measure-offered = Corners found: check that the dashes follow the sides
measure-offer-use = Use these corners
measure-offer-tap = Tap them myself
measure-not-found = Not sure where the corners are, please tap them
measure-tap-corner = Tap the corners in turn along the sides: corner { $number }
measure-tap-end = { $number ->
    [1] Tap one end of what you measure
   *[other] Tap the other end
}
measure-drag-hint = Hold and drag, aim with the magnifier
measure-corner-hint = Hold and drag, aim with the magnifier; round corners: where the sides would meet
measure-corner = Corner { $number }
measure-end = { $number ->
    [1] End A
   *[other] End B
}
measure-again-corners = Corners again
measure-again-ends = Ends again
measure-nudge = Choose a point to move it by single pixels
measure-select = Choose { $point }
measure-left = One pixel left
measure-right = One pixel right
measure-up = One pixel up
measure-down = One pixel down
measure-side = Corner 1 to corner 2 is { $length } mm

# The length
measure-result = { $number } mm ± { $around } mm
measure-estimate = Estimate
measure-estimate-hint = The true size is within this range in 95 of 100 cases; check decisive sizes with a tape
measure-write = Answer “{ $question }”
measure-mark = Mark on the photo

# Why there is none, and what to do
measure-refused-corners = The four corners make no outline
    .hint = Tap them again, in turn along the sides
measure-refused-small = The reference is too small in the photo
    .hint = Go nearer and take it again, or use a larger reference
measure-refused-oblique = Taken at too flat an angle to measure
    .hint = Face the plane you measure and take it again
measure-refused-shape = The corners do not fit the shape of the reference
    .hint = Check which reference it is, that it lies flat, and where the corners are
measure-refused-ambiguous = Which side is the long one? Please say
measure-refused-short = The two ends are too near to each other
    .hint = Zoom in and place them again
measure-refused-far = What you measure is too far from the reference
    .hint = Lay the reference beside it and take it again, or use a larger one
measure-refused-vague = The ± would be too large to be of use
    .hint = Go nearer, face it, or use a larger reference

# At the question
measure-confirm = Checked with a tape
measure-straddles = Could be on either side of the line: measure by tape
