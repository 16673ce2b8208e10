# SPDX-License-Identifier: Apache-2.0
# The simulated Jira Data Center as the gem jira-ruby understands it.
require 'jira-ruby'
require 'minitest/autorun'
require 'net/http'
require 'socket'
require 'timeout'

class Simulator
  attr_reader :address

  def initialize(vendor)
    @output = IO.popen([ENV.fetch('ITSM_SIMULATOR'), '--vendor', vendor])
    @output.each_line do |line|
      @address = line[%r{^listening on (http://127\.0\.0\.1:\d+)$}, 1] and return
    end
    raise 'the simulator ended without saying where it listens'
  end

  def control(path, body = nil)
    answer = Net::HTTP.post(URI("#{address}/_sim/#{path}"), body.to_json)
    raise "/_sim/#{path}: #{answer.code} #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)
  end

  # The exit status of the program.
  def stop
    Process.kill('TERM', @output.pid)
    @output.close
    $?.exitstatus
  end
end

SIMULATOR = Simulator.new('jira-dc')
Minitest.after_run { abort('the simulator failed') unless SIMULATOR.stop.zero? }

class RubyJiraTest < Minitest::Test
  i_suck_and_my_tests_are_order_dependent! # one simulator, set back before each

  def setup
    SIMULATOR.control('reset')
    @jira = client
  end

  def client(**more)
    JIRA::Client.new(username: 'analyst', password: 'sim-password', site: SIMULATOR.address, context_path: '',
                     auth_type: :basic, use_ssl: false, **more)
  end

  def bug(summary, **more)
    { 'fields' => { 'project' => { 'key' => 'SEC' }, 'issuetype' => { 'name' => 'Bug' }, 'summary' => summary, **more } }
  end

  def create(*arguments, **more)
    issue = @jira.Issue.build
    issue.save!(bug(*arguments, **more))
    issue.fetch
    issue
  end

  def refused(status)
    error = assert_raises(JIRA::HTTPError) { yield }
    assert_equal status.to_s, error.response.code
    error.response
  end

  def test_the_server_and_its_projects
    assert_equal 'Server', @jira.ServerInfo.all.attrs['deploymentType']
    assert_equal %w[HELP PLAT READ SEC], @jira.Project.all.map(&:key).sort
    assert_equal 'Security findings', @jira.Project.find('SEC').name
    assert_includes @jira.Field.all.map(&:name), 'Epic Link'
    assert_equal %w[Highest High Medium Low Lowest Blocker].sort, @jira.Priority.all.map(&:name).sort
    assert_includes @jira.Issuelinktype.all.map(&:name), 'Blocks'
  end

  def test_a_session_signs_in
    jira = client(auth_type: :cookie)
    assert_equal 'SEC', jira.Project.find('SEC').key
    refused(401) { client(auth_type: :basic, password: 'wrong').Project.all }
  end

  def test_an_instance_below_a_context_path
    SIMULATOR.control('world', { context_path: '/jira' })
    jira = client(context_path: '/jira')
    assert_equal "#{SIMULATOR.address}/jira/rest/api/2/project/10000", jira.Project.find('SEC').attrs['self']
    refused(404) { @jira.Project.find('SEC') }
  end

  def test_an_issue_is_created_changed_and_deleted
    issue = create('SQL injection', description: "h2. Found\r\n* one", labels: ['itsm-4711'])
    assert_equal 'SEC-1', issue.key
    assert_equal "h2. Found\r\n* one", issue.description
    assert_equal 'Lea Dahl', @jira.Project.find('SEC').attrs['lead']['displayName']
    issue.save!('fields' => { 'summary' => 'changed', 'assignee' => { 'name' => 'lead' } })
    again = @jira.Issue.find('sec-1')
    assert_equal 'changed', again.summary
    assert_equal 'lead', again.assignee.name
    assert again.editmeta.key?('summary')
    refused(403) { again.delete }
    assert_equal 'Issue Does Not Exist', JSON.parse(refused(404) { @jira.Issue.find('SEC-9') }.body)['errorMessages'][0]
  end

  def test_refusals_name_their_fields
    issue = @jira.Issue.build
    refute issue.save(bug("two\nlines", labels: ['has space']))
    assert_equal %w[labels summary], issue.attrs['errors'].keys.sort
  end

  def test_a_bulk_create_names_the_bad_ones_by_number
    answer = @jira.post('/rest/api/2/issue/bulk', { issueUpdates: [bug('a'), bug(''), bug('c')] }.to_json)
    result = JSON.parse(answer.body)
    assert_equal '201', answer.code
    assert_equal %w[SEC-1 SEC-2], result['issues'].map { |made| made['key'] }
    assert_equal [1], result['errors'].map { |error| error['failedElementNumber'] }
  end

  def test_search_is_paged_by_offset
    bulk = Array.new(30) { |i| bug("finding #{i}", labels: ['batch']) }
    @jira.post('/rest/api/2/issue/bulk', { issueUpdates: bulk }.to_json)
    jql = 'project = SEC AND labels = batch ORDER BY key ASC'
    assert_equal 30, @jira.Issue.jql(jql, max_results: 0)
    keys = [0, 20].flat_map do |start|
      @jira.Issue.jql(jql, start_at: start, max_results: 20, fields: %i[summary]).map(&:key)
    end
    assert_equal((1..30).map { |i| "SEC-#{i}" }, keys)
    refused(400) { @jira.Issue.jql('nonsense = 1') }
    assert_equal [], @jira.Issue.jql('project = NOPE', validate_query: false)
  end

  def test_transitions_ask_for_a_resolution
    issue = create('to be closed')
    move = ->(id, **more) { issue.transitions.build.save!({ 'transition' => { 'id' => id }, **more }, issue.url + '/transitions') }
    assert_equal %w[Accept Reject], @jira.Transition.all(issue: issue).map(&:name)
    move.call('11')
    refused(400) { move.call('41') }
    move.call('41', 'fields' => { 'resolution' => { 'name' => 'Done' } })
    assert_equal 'Done', @jira.Issue.find(issue.key).status.name
  end

  def test_comments_and_links
    first = create('first')
    second = create('second')
    comment = first.comments.build
    comment.save!('body' => '*seen* again')
    assert_equal ['*seen* again'], @jira.Issue.find(first.key).comments.map(&:body)

    link = @jira.Issuelink.build
    link.save!('type' => { 'name' => 'Blocks' }, 'inwardIssue' => { 'key' => first.key }, 'outwardIssue' => { 'key' => second.key })
    assert_equal [second.key], @jira.Issue.find(first.key).issuelinks.map { |found| found.outwardIssue.key }

    remote = first.remotelink.build
    remote.save!('globalId' => 'scanner-1', 'object' => { 'url' => 'https://scanner.example/1', 'title' => 'Finding 1' })
    found = @jira.Remotelink.all(issue: first)
    assert_equal ['https://scanner.example/1'], found.map { |one| one.attrs['object']['url'] }
  end

  # The body of the next request that somebody sends.
  def receive(server)
    Timeout.timeout(30) do
      connection = server.accept
      head = connection.gets("\r\n\r\n")
      body = connection.read(head[/^content-length: *(\d+)/i, 1].to_i)
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
      connection.close
      JSON.parse(body)
    end
  end

  def test_webhooks_of_version_nine
    SIMULATOR.control('world', { version: '9.12.5' })
    server = TCPServer.new('127.0.0.1', 0)
    registration = { 'name' => 'link', 'url' => "http://127.0.0.1:#{server.addr[1]}/hook", 'events' => ['jira:issue_created'],
                     'filters' => { 'issue-related-events-section' => 'project = SEC' }, 'excludeBody' => false }
    refused(403) { @jira.Webhook.build.save!(registration) }
    lead = client(username: 'lead', password: 'lead-password')
    lead.Webhook.build.save!(registration)
    assert_equal ['link'], lead.Webhook.all.map { |hook| hook.attrs['name'] }
    issue = create('told')
    event = receive(server)
    assert_equal ['jira:issue_created', issue.key], [event['webhookEvent'], event['issue']['key']]
    lead.Webhook.all.each(&:delete)
    assert_empty lead.Webhook.all
  ensure
    server&.close
  end

  def test_create_metadata_of_old_versions
    refused(404) { @jira.Createmeta.all(projectKeys: 'SEC') }
    SIMULATOR.control('world', { version: '8.3.0' })
    meta = @jira.Createmeta.all(projectKeys: %w[SEC], expand: 'projects.issuetypes.fields')
    types = meta.first.attrs['issuetypes']
    assert_equal ['Epic', 'Story', 'Task', 'Sub-task', 'Bug'], types.map { |type| type['name'] }
    assert types[0]['fields']['customfield_10001']['required']
  end
end
