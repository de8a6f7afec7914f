import type { Kysely } from 'kysely'
import type { Schema } from '../schema'
import type { Migration } from './migration'

type Build = Kysely<Schema>

const tenants = ({ schema }: Build) =>
  schema
    .createTable('tenants')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('favourite', 'integer', (column) => column.notNull())
    .addColumn('last_opened_at', 'bigint')
    .addColumn('people_refreshed_at', 'bigint')

const people = ({ schema }: Build) =>
  schema
    .createTable('people')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('source_ref', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('directory', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('source_status', 'text', (column) => column.notNull())
    .addColumn('mailbox', 'text', (column) => column.notNull())
    .addColumn('tests_sent', 'integer', (column) => column.notNull())
    .addColumn('tests_clicked', 'integer', (column) => column.notNull())
    .addColumn('tests_reported', 'integer', (column) => column.notNull())
    .addColumn('training_overdue', 'integer', (column) => column.notNull())
    .addColumn('mark', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('people_key', ['tenant_id', 'person_id', 'source_id'])

const emails = ({ schema }: Build) =>
  schema
    .createTable('emails')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('email_id', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'bigint', (column) => column.notNull())
    .addColumn('listed', 'integer', (column) => column.notNull())
    .addColumn('mark', 'text', (column) => column.notNull())
    .addColumn('source_ref', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('latest_event', 'text')
    .addColumn('latest_event_at', 'bigint')
    .addColumn('sighting', 'text')
    .addPrimaryKeyConstraint('emails_key', ['tenant_id', 'person_id', 'email_id', 'source_id'])

const events = ({ schema }: Build) =>
  schema
    .createTable('events')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('email_id', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('detail', 'text')
    .addPrimaryKeyConstraint('events_key', ['tenant_id', 'email_id', 'source_id', 'position'])

const sightings = ({ schema }: Build) =>
  schema
    .createTable('sightings')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('email_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('first_at', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addColumn('sighting', 'text', (column) => column.notNull())
    .addColumn('copies', 'text', (column) => column.notNull())

const logReadings = ({ schema }: Build) =>
  schema
    .createTable('log_readings')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('to_at', 'bigint', (column) => column.notNull())
    .addColumn('read_at', 'bigint', (column) => column.notNull())

const openReadings = ({ schema }: Build) =>
  schema
    .createTable('open_readings')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('source_id', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('to_at', 'bigint', (column) => column.notNull())
    .addColumn('cursor', 'text', (column) => column.notNull())
    .addColumn('mark', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('open_readings_key', ['tenant_id', 'person_id', 'source_id'])

const rescues = ({ schema }: Build) =>
  schema
    .createTable('rescues')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('rescue_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('email_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('undone_at', 'bigint')
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('rescues_key', ['tenant_id', 'rescue_id'])

const audit = ({ schema }: Build) =>
  schema
    .createTable('audit')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('email_id', 'text')
    .addColumn('rescue_id', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('engineer', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())

const facts = ({ schema }: Build) =>
  schema
    .createTable('facts')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())

const indexes = ({ schema }: Build) => [
  schema.createIndex('people_by_status').on('people').columns(['tenant_id', 'status']),
  schema.createIndex('log_of_person').on('emails').columns(['tenant_id', 'person_id', 'sent_at desc']),
  schema.createIndex('sightings_of_email').on('sightings').columns(['tenant_id', 'email_id', 'last_at']),
  schema.createIndex('readings_of_person').on('log_readings').columns(['tenant_id', 'person_id', 'read_at']),
  schema.createIndex('rescues_of_email').on('rescues').columns(['tenant_id', 'email_id']),
  schema.createIndex('rescues_by_state').on('rescues').columns(['state']),
  schema.createIndex('audit_of_person').on('audit').columns(['tenant_id', 'person_id']),
]

/** Every word the first version stores. */
export const first: Migration = {
  name: 'first',
  apply: async (sql, engine) => {
    const tables = [tenants, people, emails, events, sightings, logReadings, openReadings, rescues, audit, facts]
    for (const table of tables) await sql.run(table(sql.build))
    for (const index of indexes(sql.build)) await sql.run(index)
    await engine.keepForever('audit')
  },
}
