retention-kind-bookings = Bookings
retention-about-bookings = What bookings are for and why they ended, who waited and who did not come. Counts from when a booking was over; nothing of what is ahead goes.
