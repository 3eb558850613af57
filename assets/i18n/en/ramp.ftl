# ramp
