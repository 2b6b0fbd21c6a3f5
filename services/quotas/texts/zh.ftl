alert-quota = 园区用到了约定的上限
alert-quota-messages = 这一分钟的消息超过了上限，多出来的请租户稍等，会自动重发
alert-quota-turns = 同时处理的消息达到上限，其余的按顺序等待
alert-quota-webhooks = 发给商家的通知达到每分钟上限，其余的顺延，不会丢
alert-quota-storage = 照片和文件占用的空间超过了上限，照常收，请联系平台方
