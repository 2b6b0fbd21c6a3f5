### The second reader: what tenants read. The same keys as zh.ftl.

reader-read-back = I’m not sure I understood you. Is this what you want?
reader-does-order_food = · order: “{ $words }”
reader-does-order_goods = · buy from the shop: “{ $words }”
reader-does-reorder = · order the same again: “{ $words }”
reader-does-modify_order = · change your order: “{ $words }”
reader-does-cancel_order = · cancel an order: “{ $words }”
reader-does-track_order = · see how far your order is: “{ $words }”
reader-does-browse_menu = · see the menu: “{ $words }”
reader-does-report_repair = · report something broken: “{ $words }”
reader-does-track_repair = · see how far a repair is: “{ $words }”
reader-does-urge_repair = · hurry a repair: “{ $words }”
reader-does-cancel_repair = · call off a repair: “{ $words }”
reader-does-register_visitor = · register a visitor: “{ $words }”
reader-does-track_visit = · see how far a visit is: “{ $words }”
reader-does-cancel_visit = · call off a visit: “{ $words }”
reader-does-ask_faq = · ask about the park: “{ $words }”
reader-does-complain = · make a complaint: “{ $words }”
reader-does-ask_human = · talk to somebody: “{ $words }”
