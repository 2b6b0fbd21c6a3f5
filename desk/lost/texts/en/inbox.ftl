inbox-intent-report_lost = Report something lost
inbox-intent-report_found = Report something found
inbox-intent-track_lost = Ask about lost property
inbox-intent-withdraw_lost = Withdraw a lost item
inbox-intent-claim_lost = Claim
inbox-intent-disown_lost = Not mine
inbox-intent-fetch_lost = Get a pick-up code
