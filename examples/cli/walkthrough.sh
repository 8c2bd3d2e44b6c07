#!/usr/bin/env bash
# The life of AWSServiceRoleForMediaPackage, by the AWS CLI, against a server for tests:
#
#   slr-conformance serve --port 4599 &
#   examples/cli/walkthrough.sh http://127.0.0.1:4599 [ACCOUNT]
#
# The server has to show changes at once; a deletion may take its time. ACCOUNT has twelve digits and is the access key id;
# drawn unless given, so that nothing is there before. Prints each call and what of its answer matters, and ends with 1 at
# the first answer that is not the expected one. AWS_CLI names the CLI.
set -euo pipefail

url=${1:?'Give the URL of a server, such as http://127.0.0.1:4599.'}
account=${2:-$((100000000000 + (RANDOM << 30 | RANDOM << 15 | RANDOM) % 900000000000))}
cli=${AWS_CLI:-aws}

case $url in *amazonaws.com* | *api.aws*) echo "$url is AWS itself; this is for a server for tests." >&2 && exit 1 ;; esac

# Nothing of the user's own configuration takes part.
unset AWS_PROFILE AWS_SESSION_TOKEN
export AWS_ENDPOINT_URL=$url AWS_ACCESS_KEY_ID=$account AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true AWS_PAGER=

principal=mediapackage.amazonaws.com
role=AWSServiceRoleForMediaPackage
path=/aws-service-role/$principal/

exec 3>&1
number=0
step() {
  number=$((number + 1))
  printf '\n%d. %s\n' "$number" "$1"
}

failed() {
  printf '   ✗ expected %s\n     observed %s\n' "$1" "$2"
  exit 1
}

# One call; prints what it answers, as text.
ask() {
  printf '   $ aws %s\n' "$*" >&3
  "$cli" "$@" --output text
}

# expect WHAT CALL...: the call answers with it.
expect() {
  local wanted=$1 observed
  shift
  observed=$(ask "$@") || failed "$wanted" 'a refusal'
  [[ $observed == "$wanted" ]] || failed "$wanted" "$observed"
  printf '   ✓ %s\n' "$observed"
}

# pages WHAT CALL...: the call answers with these words, one to a page, in any order.
pages() {
  local wanted=$1 observed
  shift
  observed=$(ask "$@" | LC_ALL=C sort | tr '\n' ' ')
  [[ $observed == "$wanted " ]] || failed "pages with $wanted" "$observed"
  printf '   ✓ %s\n' "$observed"
}

# eventually WHAT CALL...: the call answers with it within a minute, whatever it says until then.
eventually() {
  local wanted=$1 observed='' end=$((SECONDS + 60))
  shift
  printf '   $ aws %s\n' "$*"
  while [[ $observed != "$wanted" ]]; do
    ((SECONDS < end)) || failed "$wanted within a minute" "$observed"
    observed=$("$cli" "$@" --output text 2>&1) || true
  done
  printf '   ✓ %s\n' "$observed"
}

# refused CODE CALL...: the call is refused with this error code, and nothing else.
refused() {
  local code=$1 observed
  shift
  if observed=$(ask "$@" 2>&1); then failed "a refusal with $code" "$observed"; fi
  [[ $observed =~ 'An error occurred ('([A-Za-z.]+)')' && ${BASH_REMATCH[1]} == "$code" ]] ||
    failed "a refusal with $code" "$observed"
  printf '   ✓ %s\n' "${observed//$'\n'/}"
}

echo "AWSServiceRoleForMediaPackage in account $account of $url"

step 'Make the role'
expect "$role	$path" iam create-service-linked-role --aws-service-name $principal --query 'Role.[RoleName,Path]'

step 'Make it again'
refused InvalidInput iam create-service-linked-role --aws-service-name $principal

step 'Describe it'
ask iam update-role --role-name $role --description 'Writes our access logs.'
eventually 'Writes our access logs.' iam get-role --role-name $role --query Role.Description

step 'Switch the egress logs of a channel on'
expect walkthrough-1 mediapackage create-channel --id walkthrough-1 --query Id
expect /aws/MediaPackage/EgressAccessLogs mediapackage configure-logs --id walkthrough-1 --egress-access-logs '{}' \
  --query EgressAccessLogs.LogGroupName

step 'Delete the role while the channel needs it'
task=$(ask iam delete-service-linked-role --role-name $role --query DeletionTaskId)
[[ $task == "task$path$role/"* ]] || failed "task$path$role/..." "$task"
echo "   ✓ $task"
eventually FAILED iam get-service-linked-role-deletion-status --deletion-task-id "$task" --query Status
channel=$("$cli" mediapackage describe-channel --id walkthrough-1 --query Arn --output text)
expect "us-east-1	$channel" iam get-service-linked-role-deletion-status --deletion-task-id "$task" \
  --query 'Reason.RoleUsageList[].[Region,Resources[0]]'
expect $role iam get-role --role-name $role --query Role.RoleName

step 'List it, one role to a page'
expect lookalike iam create-role --role-name lookalike --query Role.RoleName --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
eventually 'True	1' iam list-roles --no-paginate --max-items 1 --query '[IsTruncated,length(Roles)]'
pages "$role lookalike" iam list-roles --page-size 1 --query 'Roles[].RoleName'
pages $role iam list-roles --page-size 1 --path-prefix $path --query 'Roles[].RoleName'

step 'List the channels, one to a page'
expect walkthrough-2 mediapackage create-channel --id walkthrough-2 --query Id
eventually '1	True' mediapackage list-channels --no-paginate --max-results 1 --query '[length(Channels),NextToken!=null]'
pages 'walkthrough-1 walkthrough-2' mediapackage list-channels --page-size 1 --query 'Channels[].Id'

step 'Switch the logs off, and delete the role'
expect None mediapackage configure-logs --id walkthrough-1 --query EgressAccessLogs
second=$(ask iam delete-service-linked-role --role-name $role --query DeletionTaskId)
[[ $second != "$task" ]] || failed 'a task of its own' "$second"
echo "   ✓ $second"
eventually SUCCEEDED iam get-service-linked-role-deletion-status --deletion-task-id "$second" --query Status
refused NoSuchEntity iam get-role --role-name $role

printf '\nAll %d steps answered as AWS answers.\n' "$number"
