lockers-free-of = { $free } of { $boxes } boxes free
lockers-empty = empty
lockers-free = Free it
lockers-free-sure = Has { $order_no } been taken out of box { $box }? Its code stops working; what wasn't collected waits at the counter.
lockers-freed = The box is free
lockers-none = There are no lockers yet
