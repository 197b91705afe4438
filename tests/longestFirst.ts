import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Minutes, where others take seconds: begun last, it would run on alone. */
const longest = 'tests/contract/kill/kill.test.ts'

/** What takes longest first, also in a fresh clone, where nobody has measured yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (moduleId.endsWith(longest) ? 0 : 1)
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}
