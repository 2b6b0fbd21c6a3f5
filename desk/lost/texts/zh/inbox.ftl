inbox-intent-report_lost = 报失
inbox-intent-report_found = 招领
inbox-intent-track_lost = 问失物进展
inbox-intent-withdraw_lost = 撤销失物登记
inbox-intent-claim_lost = 认领
inbox-intent-disown_lost = 不是我的
inbox-intent-fetch_lost = 要取件码
