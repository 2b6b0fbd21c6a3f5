retention-kind-introductions = 园区之间的牵线
retention-about-introductions = 提出者的姓名、公司、电话和原话，以及对方服务台的答复。从提出之时算起。
