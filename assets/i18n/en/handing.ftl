# Handing over 交接: what a receiver has confirmed, and what may go from this device.
