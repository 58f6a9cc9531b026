# Cases whose expectations come from the requirements and Python fractions, not from the library:
# python3 test/contracts/scripts/fractions_cases.py > test/golden/contracts-fractions.json
# python3 test/contracts/scripts/fractions_cases.py --kit > test/conformance/cases/contracts-builders.json
# With --all every case is written, for `npm run conformance -- FILE`.
import json, sys
import fractions_builders as builders
KIT = ['shared-1', 'gate-2', 'corridor-0', 'withhold-0', 'withhold-tiers', 'exchange-0', 'sliding-0', 'tiered-edge', 'roi-0', 'trendg-0',
       'penalty-0-netsBeforeCap', 'caps-0', 'rx-1', 'bundle-0', 'warranty-0', 'reference-0', 'capitation-0', 'stoploss-2', 'level-0',
       'volume-1-slab', 'poprebate-0', 'patrebate-0', 'instal-0', 'points-1']
kept, everything = [], '--all' in sys.argv
def take(step):
    kept.extend(builders.cases if everything else builders.cases[::step])
    builders.cases.clear()
if '--kit' in sys.argv:
    kept = [each for each in builders.cases if each['id'] in KIT]
else:
    take(3)
    import fractions_contracts
    take(40)
    import fractions_curves
    take(2)
print('{ "area": "contracts", "cases": [')
print(',\n'.join(json.dumps(each) for each in kept))
print('] }')
