# How far the programme is, and its money.
