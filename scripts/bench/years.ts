import { hashPassword } from 'better-auth/crypto'
import { addStaff } from '../../api/auth/setup.ts'
import { newId } from '../../api/shared/id.ts'
import { instantOf } from '../../api/shared/time.ts'
import { given } from '../../db/given.ts'
import { givenTrade } from '../../db/given-trade.ts'
import { connect, disconnect, transaction, type Db } from '../../db/index.ts'
import { migrate } from '../../db/migrate.ts'

export const MANAGER = { email: 'chiffres@office.example', password: 'un-banc-au-bord-du-golfe' }

/** An office with three sites, four registers and a manager, in an empty database. */
export async function makeYears(url: string, salesAYear: number): Promise<void> {
  await migrate(url)
  const owner = connect(url, { role: null, max: 2 })
  try {
    const now = instantOf(Date.now())
    const office = await given(owner, { now, registers: 4, goods: 14, capacity: 48, sessions: 2 })
    await givenTrade(owner, office, now, 48)
    const passwordHash = await hashPassword(MANAGER.password)
    const manager = { code: 'CH', name: 'Chiffres', email: MANAGER.email, roles: ['manager' as const] }
    await transaction(owner, (tx) =>
      addStaff(tx, { ...manager, providerId: null, passwordHash, pinHash: null }, now),
    )
    const { sql } = owner
    for (const [i, name] of ['Plage', 'Mégalithes'].entries()) {
      const site = newId('site')
      await sql`INSERT INTO site (id, code, name, address, city, cash_account)
                VALUES (${site}, ${name.slice(0, 5).toUpperCase()}, ${name}, '1 quai', 'Carnac', '5312')`
      await sql`UPDATE register SET site_id = ${site} WHERE id = ${office.registers[i + 1] ?? ''}`
    }
    await fill(owner, office.shifts[0] ?? '', salesAYear * 2)
    // More departures than an office of this size has: ten a day of each of four products.
    await sql`
      INSERT INTO counter (id, capacity, taken)
      SELECT 'cnt_' || lpad(i::text, 26, '0'), 48, i % 48 FROM generate_series(1, 29200) i`
    await sql`
      INSERT INTO session (id, product_id, option_id, day, starts_at, ends_at, cutoff_at, counter_id)
      SELECT 'ses_' || lpad(i::text, 26, '0'), o.product_id, o.id, d::date, d, d, d, 'cnt_' || lpad(i::text, 26, '0')
        FROM generate_series(1, 29200) i
        JOIN (SELECT id, product_id, row_number() OVER (ORDER BY id) - 1 AS k FROM option) o ON o.k = i % 4
        CROSS JOIN LATERAL (SELECT now() - make_interval(hours => i * 24 / 40) AS d) t`
    await sql`ANALYZE`
  } finally {
    await disconnect(owner)
  }
}

/** Sales of two years in their order, with one to three lines each: the bulk alone, neither journal nor books. */
async function fill({ sql }: Db, shiftId: string, sales: number): Promise<void> {
  await sql`CREATE TABLE bench_unit AS
    SELECT row_number() OVER (ORDER BY u.id) - 1 AS k, u.id, p.id AS product, p.code, p.family, p.provider_id,
           p.kind = 'GOODS' AS goods, p.sale_mode = 'MANDATE' AS mandate
      FROM unit u JOIN option o ON o.id = u.option_id JOIN product p ON p.id = o.product_id`
  await sql`
    INSERT INTO sale (id, order_id, register_id, shift_id, staff_id, channel, doc_type, seq, number, business_day, at,
                      total_c, own_c, third_c, voucher_c, change_c, digest)
    SELECT 'sal_' || lpad(i::text, 26, '0'), 'ord_' || i, r.id, ${shiftId}, (SELECT id FROM staff ORDER BY id LIMIT 1),
           CASE i % 5 WHEN 0 THEN 'ONLINE' ELSE 'COUNTER' END, 'SALE', (i - 1) / 4 + 1, 'N-' || i,
           (at AT TIME ZONE 'Europe/Paris')::date, at, 5600, 5600, 0, 0, 0, ''
      FROM generate_series(1, ${sales}::int) i
      JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS k FROM register WHERE kind = 'COUNTER') r ON r.k = i % 4
      CROSS JOIN LATERAL (SELECT now() - interval '1 hour' - (${sales}::int - i) * (interval '720 days' / ${sales}::int) AS at) t`
  await lines({ sql }, 1, sales)
}

/** The lines of the sales of such numbers. */
export async function lines({ sql }: Pick<Db, 'sql'>, from: number, to: number): Promise<void> {
  await sql`
    INSERT INTO sale_line (sale_id, n, product_id, unit_id, sku, label, fare, family, kind, provider_id, qty, unit_c,
                           discount_c, total_c, vat_rate_bp, ht_c, vat_c, commission_c)
    SELECT 'sal_' || lpad(i::text, 26, '0'), n, u.product, u.id, u.code, u.code,
           CASE WHEN NOT u.goods THEN 'Adulte' END, u.family, CASE WHEN u.mandate THEN 'THIRD_PARTY' ELSE 'OWN' END,
           u.provider_id, 2, 1400, 0, 2800, CASE WHEN NOT u.mandate THEN 2000 END,
           CASE WHEN u.mandate THEN 2800 ELSE 2333 END, CASE WHEN u.mandate THEN 0 ELSE 467 END,
           CASE WHEN u.mandate THEN 224 END
      FROM generate_series(${from}::int, ${to}::int) i
      CROSS JOIN LATERAL generate_series(1, 1 + (i % 3)) n
      JOIN bench_unit u ON u.k = (i * 7 + n * 3) % (SELECT count(*) FROM bench_unit)`
}

/** One more sale with its lines, numbered after the others. */
export async function oneMore(owner: Db, i: number): Promise<void> {
  await owner.sql`
    INSERT INTO sale SELECT ('sal_' || lpad(${i}::text, 26, '0')), order_id, register_id, shift_id, staff_id, channel,
           doc_type, seq + 1, 'N-' || ${i}::text, business_day, now(), total_c, own_c, third_c, voucher_c, change_c, digest
      FROM sale ORDER BY register_id, seq DESC LIMIT 1`
  await lines(owner, i, i)
}
