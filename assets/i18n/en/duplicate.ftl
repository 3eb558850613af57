# Households that may be the same.
