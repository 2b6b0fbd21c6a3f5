alert-quota = The park uses as much as was agreed
alert-quota-messages = More messages came in a minute than agreed; tenants are asked to wait and are sent again
alert-quota-turns = As many messages are being answered at once as agreed; the others wait their turn
alert-quota-webhooks = Vendors were sent as many notices in a minute as agreed; the rest follow, and none is lost
alert-quota-storage = Photos and files take more room than agreed; they are still taken. Please talk to the operator
