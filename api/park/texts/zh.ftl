### 园区：API 说的话。与 en.ftl 逐条对应。

emergency-fire = 火警
emergency-ambulance = 急救
emergency-police = 报警
emergency-emergency = 园区应急
emergency-crisis = 心理援助
