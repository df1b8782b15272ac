import type { Fixtures, VisitOne } from './tour.ts';

export async function tourPeople(
  visit: VisitOne,
  { customer, other, agent, organization }: Fixtures,
) {
  for (const path of [
    'users',
    'users?page[size]=2',
    'users/me',
    'users/count',
    `users/${customer.id}`,
    `users/show_many?ids=${customer.id}`,
    'users/search?query=email:cy@example.org',
    'users/autocomplete?name=cy',
    `users/${customer.id}/related`,
    `users/${customer.id}/identities`,
    `users/${customer.id}/tags`,
    `users/${agent.id}/groups`,
    `users/${agent.id}/group_memberships`,
  ]) {
    await visit('GET', `/api/v2/${path}`);
  }
  const made = await visit('POST', '/api/v2/users', {
    user: { name: 'New', email: 'new@example.org' },
  });
  const id: number = made.body.user.id;
  await visit('POST', '/api/v2/users/create_or_update', {
    user: { name: 'Newer', email: 'new@example.org' },
  });
  await visit('PUT', `/api/v2/users/${id}`, { user: { notes: 'Nice' } });
  await visit('PUT', `/api/v2/users/${id}/tags`, { tags: ['a'] });
  await visit('POST', `/api/v2/users/${id}/tags`, { tags: ['a'] });
  await visit('DELETE', `/api/v2/users/${id}/tags`, { tags: ['a'] });
  const identity = await visit('POST', `/api/v2/users/${id}/identities`, {
    identity: { type: 'email', value: 'second@example.org' },
  });
  const identityPath = `/api/v2/users/${id}/identities/${identity.body.identity.id}`;
  await visit('GET', identityPath);
  await visit('PUT', `${identityPath}/verify`);
  await visit('PUT', `${identityPath}/make_primary`);
  await visit('DELETE', identityPath);
  await visit('POST', '/api/v2/users/create_many', { users: [{ name: 'Many' }] });
  await visit('POST', '/api/v2/users/create_or_update_many', {
    users: [{ name: 'Many', external_id: 'm-1' }],
  });
  await visit('PUT', `/api/v2/users/update_many?ids=${id}`, { user: { notes: 'x' } });
  await visit('PUT', `/api/v2/users/${id}/merge`, { user: { id: other.id } });
  const gone = await visit('POST', '/api/v2/users', {
    user: { name: 'Gone', email: 'gone@example.org' },
  });
  await visit('DELETE', `/api/v2/users/${gone.body.user.id}`);
  await visit('GET', '/api/v2/deleted_users');
  await visit('GET', `/api/v2/deleted_users/${gone.body.user.id}`);
  await visit('DELETE', `/api/v2/deleted_users/${gone.body.user.id}`);
  const organizations = [
    'organizations',
    'organizations/count',
    `organizations/${organization.id}`,
    `organizations/show_many?ids=${organization.id}`,
    'organizations/search?external_id=o-1',
    'organizations/autocomplete?name=ini',
    `organizations/${organization.id}/related`,
    `organizations/${organization.id}/tickets`,
  ];
  for (const path of organizations) await visit('GET', `/api/v2/${path}`);
  const made2 = await visit('POST', '/api/v2/organizations', {
    organization: { name: 'Umbrella' },
  });
  await visit('PUT', `/api/v2/organizations/${made2.body.organization.id}`, {
    organization: { notes: 'x' },
  });
  await visit('POST', '/api/v2/organizations/create_or_update', {
    organization: { name: 'Hooli', external_id: 'h' },
  });
  await visit('POST', '/api/v2/organizations/create_many', { organizations: [{ name: 'One' }] });
  await visit('PUT', '/api/v2/organizations/update_many', {
    organizations: [{ id: organization.id, notes: 'x' }],
  });
  await visit('PUT', `/api/v2/organizations/${organization.id}/tags`, { tags: ['a'] });
  await visit('POST', `/api/v2/organizations/${organization.id}/tags`, { tags: ['b'] });
  await visit('GET', `/api/v2/organizations/${organization.id}/tags`);
  await visit('DELETE', `/api/v2/organizations/${organization.id}/tags`, { tags: ['b'] });
  await visit('GET', `/api/v2/organizations/${organization.id}/users`);
  const membership = await visit('POST', '/api/v2/organization_memberships', {
    organization_membership: { user_id: customer.id, organization_id: organization.id },
  });
  await visit('GET', '/api/v2/organization_memberships');
  await visit(
    'GET',
    `/api/v2/organization_memberships/${membership.body.organization_membership.id}`,
  );
  await visit(
    'DELETE',
    `/api/v2/organization_memberships/${membership.body.organization_membership.id}`,
  );
  await visit('DELETE', `/api/v2/organizations/destroy_many?ids=${organization.id}`);
  await visit('DELETE', `/api/v2/organizations/${made2.body.organization.id}`);
  const group = await visit('POST', '/api/v2/groups', { group: { name: 'Tier 2' } });
  const groupId: number = group.body.group.id;
  for (const path of [
    'groups',
    'groups/count',
    'groups/assignable',
    `groups/${groupId}`,
    'group_memberships',
    'group_memberships/assignable',
    `groups/${groupId}/memberships`,
  ]) {
    await visit('GET', `/api/v2/${path}`);
  }
  await visit('PUT', `/api/v2/groups/${groupId}`, { group: { name: 'Tier 3' } });
  const joined = await visit('POST', '/api/v2/group_memberships', {
    group_membership: { user_id: agent.id, group_id: groupId },
  });
  await visit('GET', `/api/v2/group_memberships/${joined.body.group_membership.id}`);
  await visit('DELETE', `/api/v2/group_memberships/${joined.body.group_membership.id}`);
  await visit('POST', '/api/v2/group_memberships/create_many', {
    group_memberships: [{ user_id: agent.id, group_id: groupId }],
  });
  await visit('DELETE', `/api/v2/groups/${groupId}`);
}
