retention-kind-lost_items = 失物招领
retention-about-lost_items = 描述、只有失主知道的特征、电话、交来的人和地点。从登记结束算起；未结束的不动。
