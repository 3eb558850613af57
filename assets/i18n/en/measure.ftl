# measure
measure-title = Measure in the photo
