import { regionName, vaccineName } from '../../locales/places.ts'
import type { Place, Places } from '../../protocol/plan.ts'
import { useWriter } from '../store/hooks.ts'
import { KstField } from './KstField.tsx'

interface PlaceFieldsProps {
  places: Places
  place: Place
  onChange: (place: Place) => void
}

/** Which site, which vaccine, when. A new site or vaccine comes with a plan, not from here. */
export function PlaceFields({ places: { sites, vaccines }, place, onChange }: PlaceFieldsProps) {
  const { t, locale } = useWriter()
  const regions = [...new Set(sites.map(({ region }) => region))]
  return (
    <div className="form-places">
      <label className="form-field">
        {t('slots.site')}
        <select value={place.site} onChange={event => onChange({ ...place, site: event.target.value })}>
          {regions.map(region => (
            <optgroup key={region} label={regionName(region, locale)}>
              {sites
                .filter(site => site.region === region)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name[locale]}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label className="form-field">
        {t('slots.vaccine')}
        <select value={place.vaccine} onChange={event => onChange({ ...place, vaccine: event.target.value })}>
          {vaccines.map(vaccine => (
            <option key={vaccine} value={vaccine}>
              {vaccineName(vaccine, locale)}
            </option>
          ))}
        </select>
      </label>
      <KstField label={t('slots.when')} value={place} onChange={when => onChange({ ...place, ...when })} />
    </div>
  )
}
