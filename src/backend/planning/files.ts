import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { problemAt, type Problem } from './problems.ts'
import { readPlan, type Judge, type PlanFile, type ReadPlan } from './readPlan.ts'

/** The plan in these files and folders. A folder stands for the CSV files in it, or, without any, for its JSON files. */
export function readPlanFiles(paths: readonly string[], judge?: Judge): ReadPlan {
  const problems: Problem[] = []
  const files: PlanFile[] = []
  for (const path of paths.flatMap(filesIn)) {
    try {
      files.push({ name: basename(path), bytes: readFileSync(path) })
    } catch {
      problems.push(problemAt({ file: path, row: null, column: null }, 'unreadable'))
    }
  }
  return problems.length > 0 ? { launch: undefined, problems } : readPlan(files, judge)
}

function filesIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
  const names = readdirSync(path).sort()
  const [csv, json] = [/\.csv$/i, /\.json$/i].map(kind => names.filter(name => kind.test(name)))
  const chosen = csv && csv.length > 0 ? csv : (json ?? [])
  return chosen.map(name => join(path, name))
}
