"""The desk of vendors: a vendor's own people work its orders and keep its menu here.

It stands under /vendor, apart from the park's desk: accounts, sessions, cookies and permissions are
its own, and everything that a page reads or changes is of the vendor of whoever has signed in.
Forms, tokens and styles are those of the desk's frame.
"""
