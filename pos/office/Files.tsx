import type { Dimension, ReportFilter } from '../../api/shared/report.ts'
import { t } from '../text/fr.ts'
import { LinkButton } from '../ui/Button.tsx'
import { fileHref } from './filter.ts'
import css from './Table.module.css'

/** The same figures as files: CSV and Excel. */
export function Files(props: { what: 'rows' | 'figures'; filter: ReportFilter; by?: Dimension }) {
  return (
    <span class={css.files}>
      <LinkButton href={fileHref(props.what, 'csv', props.filter, props.by)} icon="download" download="">
        {t.office.csv}
      </LinkButton>
      <LinkButton href={fileHref(props.what, 'xlsx', props.filter, props.by)} icon="download" download="">
        {t.office.xlsx}
      </LinkButton>
    </span>
  )
}
