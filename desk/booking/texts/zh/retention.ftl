retention-kind-bookings = 预订
retention-about-bookings = 预订的用途和结束原因、候补和未到记录。从预订结束起算，未来的预订不受影响。
