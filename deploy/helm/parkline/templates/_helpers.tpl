{{- define "parkline.name" -}}
{{- if contains "parkline" .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-parkline" (.Release.Name | trunc 43 | trimSuffix "-") }}{{ end }}
{{- end }}

{{- define "parkline.selector" -}}
app.kubernetes.io/name: parkline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "parkline.labels" -}}
{{ include "parkline.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "parkline.secret" -}}
{{ .Values.secret.existing | default (include "parkline.name" .) }}
{{- end }}

{{/* What every pod of the chart has in common: nobody of importance, on a root that is read only. */}}
{{- define "parkline.pod" -}}
automountServiceAccountToken: false
serviceAccountName: {{ include "parkline.name" . }}
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "parkline.container" -}}
image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
volumeMounts:
  - {name: state, mountPath: /var/lib/parkline}
  - {name: tmp, mountPath: /tmp}
{{- end }}

{{- define "parkline.environment" -}}
envFrom:
  - configMapRef: {name: {{ include "parkline.name" . }}}
  - secretRef: {name: {{ include "parkline.secret" . }}}
{{- end }}
