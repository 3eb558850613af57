# Tables that leave the office.
