# The queue of conflicts.

conflict-kind-answer = Answer
conflict-kind-note = Note
conflict-kind-photo = Photo
conflict-kind-mark = Mark on a photo
conflict-kind-order = Order
conflict-kind-removed-row = Removed here, filled there
conflict-kind-signature = Signature
conflict-kind-seal = Plan as signed
conflict-kind-stage = Stage
conflict-kind-survey = Survey finished or not
conflict-kind-form = Version of a form
conflict-kind-review = Decision of the review
conflict-kind-comment = Comment of the review
conflict-kind-unblurred = Original of a blurred photo

conflict-rule-later = The later one by the devices' clocks
conflict-rule-earlier = The earlier one by the devices' clocks
conflict-rule-device = What device { $who } wrote
conflict-rule-author = What { $who } wrote
conflict-rule-photo = The one with a photo
conflict-rule-answer = An answer before a reason before nothing
conflict-rule-larger = The larger number
conflict-rule-smaller = The smaller number
conflict-rule-form = The newer version of the form
conflict-rule-keep-row = Keep the row that was removed
conflict-rule-remove-row = Remove the row
conflict-rule-blurred = Take the blurred photo, destroy the original
