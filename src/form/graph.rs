//! Order of evaluation: everything after what it depends on, and every loop named.

/// What [`order`] found.
pub struct Order {
    /// All vertices, each after those it depends on (except along `loops`).
    pub sorted: Vec<usize>,
    /// One shortest loop of each knot; its last vertex depends on its first.
    pub loops: Vec<Vec<usize>>,
}

/// Sorts the vertices `0..needs.len()`, where `needs[v]` are those that `v` depends on.
///
/// Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion: a form may have a chain of
/// thousands of dependent calculations.
pub fn order(needs: &[Vec<usize>]) -> Order {
    const NEW: usize = usize::MAX;
    let mut index = vec![NEW; needs.len()];
    let mut low = vec![0; needs.len()];
    let mut open = vec![false; needs.len()];
    let (mut stack, mut sorted, mut loops) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for start in 0..needs.len() {
        let mut path: Vec<(usize, usize)> = if index[start] == NEW { vec![(start, 0)] } else { Vec::new() };
        while let Some((vertex, next)) = path.pop() {
            if next == 0 {
                (index[vertex], low[vertex]) = (count, count);
                count += 1;
                stack.push(vertex);
                open[vertex] = true;
            }
            if let Some(&need) = needs[vertex].get(next) {
                path.push((vertex, next + 1));
                if index[need] == NEW {
                    path.push((need, 0));
                } else if open[need] {
                    low[vertex] = low[vertex].min(index[need]);
                }
                continue;
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[vertex]);
            }
            if low[vertex] == index[vertex] {
                let from = stack.iter().rposition(|&v| v == vertex).unwrap_or(0);
                let knot = stack.split_off(from);
                knot.iter().for_each(|&v| open[v] = false);
                loops.extend(shortest_loop(needs, &knot));
                sorted.extend(knot.into_iter().rev());
            }
        }
    }
    Order { sorted, loops }
}

/// The shortest way from the knot's first vertex back to itself; `None` if it is alone and does not need itself.
fn shortest_loop(needs: &[Vec<usize>], knot: &[usize]) -> Option<Vec<usize>> {
    let &start = knot.iter().min()?;
    let inside: std::collections::HashSet<usize> = knot.iter().copied().collect();
    let mut came_from = std::collections::HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(vertex) = queue.pop_front() {
        for &need in needs[vertex].iter().filter(|need| inside.contains(need)) {
            if need == start {
                let mut way = vec![vertex];
                while let Some(&before) = came_from.get(&way[way.len() - 1]) {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if need != start && !came_from.contains_key(&need) {
                came_from.insert(need, vertex);
                queue.push_back(need);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_come_first() {
        let found = order(&[vec![1, 2], vec![2], vec![], vec![0]]);
        assert!(found.loops.is_empty());
        let place = |v| found.sorted.iter().position(|&s| s == v).unwrap();
        assert!(place(2) < place(1) && place(1) < place(0) && place(0) < place(3));
    }

    #[test]
    fn each_knot_gives_its_shortest_loop() {
        // 0 → 1 → 2 → 0 with the shortcut 1 → 0; 3 needs itself; 4 is innocent.
        let found = order(&[vec![1], vec![2, 0], vec![0], vec![3, 0], vec![3]]);
        assert_eq!(found.loops, [vec![0, 1], vec![3]]);
        assert_eq!(found.sorted.len(), 5);
    }

    #[test]
    fn a_long_chain_does_not_need_a_deep_stack() {
        let chain: Vec<Vec<usize>> = (0..200_000).map(|v| if v == 199_999 { vec![] } else { vec![v + 1] }).collect();
        assert_eq!(order(&chain).sorted[0], 199_999);
    }
}
