import { memo } from 'react'
import { useText } from '../store/hooks.ts'
import { AdmissionTile, BookingsTile, ErrorsTile, QueueTile } from './flowTiles.tsx'
import { CapacityTile, SlotsTile } from './stockTiles.tsx'

/** The six figures of a launch night, from left to right the way people go through it. */
export const Tiles = memo(function Tiles() {
  const t = useText()
  return (
    <section className="tiles" aria-label={t('tile.figures')}>
      <QueueTile />
      <AdmissionTile />
      <BookingsTile />
      <ErrorsTile />
      <CapacityTile />
      <SlotsTile />
    </section>
  )
})
