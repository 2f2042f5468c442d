/** @jsxImportSource react */
import { Document, Page, Text, View } from '@react-pdf/renderer'
import { renderPdf } from '../fonts.ts'
import { local, type Instant } from '../shared/time.ts'
import { referenceOn } from './legal.ts'
import { french, style } from './page.ts'

/** What the draft of an attestation is filled with. */
export type AttestationView = {
  office: { name: string; address: string; siret: string; demo: boolean }
  software: { name: string; version: string; coreDigest: string }
  /** The core that runs is the one that was released under this version. */
  isReleased: boolean
  at: Instant
}

/** What Guichet does beside the fiscal core, and what an attestation does not speak of (fiscal.md 1.2). */
export const EXCLUDED = [
  'site de vente en ligne et ses pages',
  'terminaux et prestataires de paiement',
  'catalogue, planning, réservations et contrôle des billets',
  'fichier des visiteurs, courriers, questionnaires',
  'tableaux de bord et prévisions',
  'écritures comptables et relevés des prestataires',
] as const

/**
 * Draws the draft of the editor's individual attestation, in its two parts. Never signed, and not usable as it is: a
 * person reads it, completes it and signs it.
 */
export function renderAttestation(view: AttestationView): Promise<Buffer> {
  return renderPdf(<Attestation view={view} />)
}

/** The number by which a major version is known: 1 of 1.3.0. */
export const rootOf = (version: string) => version.split('.')[0] ?? version

function Attestation({ view }: { view: AttestationView }) {
  const { day } = local(view.at)
  return (
    <Document title="Attestation individuelle, projet" language="fr">
      <Page size="A4" style={style.page}>
        <View style={{ flexDirection: 'row', justifyContent: 'space-between', alignItems: 'flex-start' }}>
          <Text style={style.title}>Attestation individuelle</Text>
          <Text style={style.stamp}>PROJET – non signé</Text>
        </View>
        <Text style={style.lead}>
          {french(
            `Logiciel de caisse, ${referenceOn('cashRegister', day)}. À établir sur le ${referenceOn('template', day)} en vigueur.`,
          )}
        </Text>
        {view.isReleased ? null : (
          <View style={style.box}>
            <Text style={style.strong}>
              {french('version modifiée : attestation de l’éditeur non applicable')}
            </Text>
            <Text>
              {french(
                'L’empreinte du noyau fiscal n’est pas celle de la version publiée. Qui modifie le noyau fiscal en devient l’éditeur, et atteste lui-même.',
              )}
            </Text>
          </View>
        )}
        <Editor view={view} />
        <User view={view} />
        <View style={style.foot} fixed>
          <Text>{french(`PROJET – non signé${view.office.demo ? ' – DÉMONSTRATION' : ''}`)}</Text>
          <Text>{french(`Une fausse attestation est punie (${referenceOn('penalty', day)}).`)}</Text>
        </View>
      </Page>
    </Document>
  )
}

function Editor({ view: { software } }: { view: AttestationView }) {
  return (
    <View style={style.box}>
      <Text style={style.boxHead}>Volet 1, à remplir par l’éditeur</Text>
      <Blank label="Nom et qualité du représentant de l’éditeur" />
      <Blank label="Dénomination, adresse et SIREN de l’éditeur" />
      <Text style={style.text}>
        {french(
          'atteste que le logiciel désigné ci-dessous remplit les conditions d’inaltérabilité, de sécurisation, de conservation et d’archivage des données de paiement.',
        )}
      </Text>
      <Fact label="Nom commercial" value={software.name} />
      <Fact label="Version" value={software.version} />
      <Fact label="Version majeure (racine)" value={rootOf(software.version)} />
      <Fact label="Empreinte du noyau fiscal" value={software.coreDigest.replace(/.{16}(?=.)/g, '$& ')} />
      <Fact label="Fonctions exclues" value={EXCLUDED.join(' ; ')} />
      <Blank label="Fait à, le, signature" />
    </View>
  )
}

function User({ view: { office, software } }: { view: AttestationView }) {
  return (
    <View style={style.box}>
      <Text style={style.boxHead}>Volet 2, à remplir par l’utilisateur</Text>
      <Fact label="Utilisateur" value={`${office.name}, ${office.address}, SIRET ${office.siret}`} />
      <Blank label="Nom et qualité du représentant" />
      <Text style={style.text}>
        {french(
          `déclare utiliser le logiciel ${software.name}, version majeure ${rootOf(software.version)}.`,
        )}
      </Text>
      <Blank label="Utilisé depuis le" />
      <Blank label="Fait à, le, signature" />
    </View>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <View style={style.row}>
      <Text style={[style.cell, { width: '34%' }]}>{french(label)}</Text>
      <Text style={[style.cell, style.strong, { width: '66%' }]}>{french(value)}</Text>
    </View>
  )
}

function Blank({ label }: { label: string }) {
  return (
    <View style={{ flexDirection: 'row', alignItems: 'flex-end' }}>
      <Text style={[style.cell, { width: '34%' }]}>{french(label)}</Text>
      <View style={[style.blank, { width: '66%' }]} />
    </View>
  )
}
