### Danger: what tenants read. The same keys as zh.ftl.

## What to do at once
danger-fire =
    Leave now, don't fetch anything, don't take the lift. In smoke stay low, and close doors behind you.
    Once outside call the fire brigade { $fire } and the park { $emergency }. If you can't get out: shut the door, seal the gap, call from a window.
danger-smoke =
    Leave the smoke, stay low, don't take the lift, close doors behind you, and don't go back to look.
    Once outside call the fire brigade { $fire } and the park { $emergency }. If you can't get out: shut the door, seal the gap, call from a window.
danger-gas =
    Touch no switch, light nothing, don't phone indoors. Open windows if they're on your way, and leave now.
    Once outside call the fire brigade { $fire } and the park { $emergency }, and keep others out.
danger-trapped =
    In a lift: press its alarm or intercom button and wait inside. Don't force the doors or climb out; the car is ventilated.
    The park's emergency number is { $emergency }; if somebody is unwell call { $ambulance }, if you can't reach us { $fire }.
danger-flood =
    Get out of the water and go up. Touch no wet socket, cable or appliance, and don't go to the basement for things or a car.
    The park's emergency number is { $emergency }; if water traps anybody call { $fire }.
danger-electric =
    Don't touch the person, nor metal or water near them. Cut the power first if you can reach it safely.
    Call an ambulance { $ambulance } and the park { $emergency }. Once the power is off: not breathing means CPR at once.
danger-medical =
    Call an ambulance now: { $ambulance }. Put it on speaker, do what they say, and stay with the person.
    No response and no normal breathing: push hard on the middle of the chest, 100–120 a minute, and send somebody for the AED. The park: { $emergency }.
danger-violence =
    Get away, don't step in. If you can't leave, lock the door, hide, and silence your phone.
    Once you're safe call the police { $police }; the park: { $emergency }.
danger-chemical =
    Get away from it and take off what it touched. Skin or eyes: rinse under running water for at least 15 minutes.
    If it was swallowed, don't make them vomit. Call { $ambulance } and say what it is; the park: { $emergency }.
danger-collapse =
    Get out now, into the open, away from walls, glass and whatever hangs above. Don't go back.
    If anybody is hurt or buried call { $fire_and_ambulance }; the park: { $emergency }.
danger-self-harm =
    Thank you for telling me; that can't be easy. I've called a colleague, and a person will be here with you in this chat very soon.
    Whether it's you or somebody near you: are you safe right now? Is anybody with you?
    The helpline { $crisis } is there for you; if there's danger right now, call { $ambulance_or_police }.

## After the alarm
danger-what =
    { $kind ->
        [medical] somebody is hurt or ill
        [collapse] something is coming down
        [trapped] somebody is trapped
       *[other] an emergency
    }
danger-where-open = place not known yet
danger-self-harm-raised = The staff on duty have been told ({ $ticket_no }).

## Asking back
danger-ask =
    { $kind ->
        [fire] Is something burning there right now?
        [smoke] Is there smoke right now?
        [gas] Do you smell gas there right now?
        [trapped] Is somebody trapped right now?
        [flood] Is water coming in right now?
        [electric] Is somebody getting a shock, or is something live or sparking right now?
        [medical] Does somebody need medical help right now?
        [violence] Is somebody being attacked or threatened right now?
        [chemical] Has somebody touched, breathed or swallowed a chemical just now?
        [collapse] Is something coming down, or about to, right now?
        [self_harm] That sounds hard. Are you, or is somebody near you, thinking of harming themselves right now?
       *[other] Are you in danger right now?
    }
danger-ask-words = You wrote “{ $words }”, and I want to be sure:
danger-ask-minute = If I hear nothing within a minute, I'll send somebody. If it's urgent, call { $emergency }.
button-danger-yes = Yes, send somebody
button-danger-no = I was only asking
danger-not = All right, nobody has been alarmed.
danger-silence = I didn't hear back, so I've called the staff on duty to be safe (emergency ticket { $ticket_no }). If all is well, just say "all clear".

## Taking it back
danger-over = Good to hear. I've noted what you said on emergency ticket { $ticket_no }; to be safe, somebody will still come and look.
danger-over-none = Good to hear.

## Somebody took it, or nobody yet
notice-danger-assigned = Emergency ticket { $ticket_no } has been given to { $who }, who has yet to confirm.
notice-danger-accepted = { $who } has taken it and is on the way ({ $ticket_no }).
notice-danger-started = { $who } is dealing with it now ({ $ticket_no }).
notice-danger-next =
    It's been { $minutes } minutes and nobody has taken it ({ $ticket_no }), so { $role } has been called. Please don't wait, call { $outside ->
        [yes] { $helps } or the park's emergency number { $emergency }
       *[no] the park's emergency number { $emergency }
    }.
notice-danger-phone =
    It's been { $minutes } minutes and nobody has taken it ({ $ticket_no }); the people in charge are being phoned now. Please don't wait, call { $outside ->
        [yes] { $helps } or the park's emergency number { $emergency }
       *[no] the park's emergency number { $emergency }
    }.
notice-danger-acknowledged = { $who } knows of it and is sending somebody ({ $ticket_no }).
danger-role-dispatcher = the dispatcher
danger-role-manager = the park manager
danger-role-operator = the operator
danger-nobody =
    { $assigned ->
        [yes] It's been { $minutes } minutes: { $who } was sent but hasn't confirmed yet ({ $ticket_no }). Please don't wait, call the park's emergency number { $emergency }.
       *[no] It's been { $minutes } minutes: the staff on duty were alarmed, but nobody has taken it yet ({ $ticket_no }). Please don't wait, call the park's emergency number { $emergency }.
    }
danger-nobody-again = It's been { $minutes } minutes and still nobody has confirmed ({ $ticket_no }); the alarm stays on. Please call { $helps } now, or the park { $emergency }.
