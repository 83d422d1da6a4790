// Random fleets in our index of clusters and in Supercluster, whose neighbours are put into the order of the items: what
// is in which cluster at every zoom, and where the cluster is, has to be the same.
async (seed, fleets) => {
  const { ClusterIndex } = await import("fleetdesk://app/cluster_index.js");
  const { mercator } = await import("fleetdesk://app/geometry.js");
  class Ordered extends Supercluster {
    _createTree(data) {
      const tree = super._createTree(data);
      const within = tree.within.bind(tree);
      tree.within = (...what) => within(...what).sort((one, other) => one - other);
      return tree;
    }
  }
  const dice = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const place = (towns) => (towns > dice() ? [59.4 + 0.1 * dice(), 24.7 + 0.2 * dice()] : [57.6 + 2 * dice(), 22 + 6 * dice()]);
  const told = (x, y, keys, zoom) => `${x.toFixed(9)} ${y.toFixed(9)} ${keys.sort().join()} ${zoom}`;
  const differ = [];
  for (let turn = 0; turn < fleets; turn++) {
    const size = [1, 7, 60, 400, 1500][turn % 5];
    const units = Array.from({ length: size }, (_, key) => {
      const [lat, lon] = place([0, 0.5, 1][turn % 3]);
      const [x, y] = mercator(lat, lon);
      return { key, lat, lon, x, y };
    });
    const features = units.map((each) => ({ properties: each, geometry: { coordinates: [each.lon, each.lat] } }));
    const plain = new Ordered({ radius: 34, extent: 256, maxZoom: 14, minPoints: 6 }).load(features);
    const ours = new ClusterIndex({ radius: 34, extent: 256, maxZoom: 14, least: 6 }).load(units);
    for (let zoom = 0; zoom <= 15; zoom++) {
      const wanted = plain.getClusters([-180, -85, 180, 85], zoom).map(({ properties, geometry }) => {
        const [lon, lat] = geometry.coordinates;
        if (!properties.cluster) return told(...mercator(lat, lon), [properties.key], 0);
        const { cluster_id: id } = properties;
        const keys = plain.getLeaves(id, Infinity).map((each) => each.properties.key);
        return told(...mercator(lat, lon), keys, plain.getClusterExpansionZoom(id));
      });
      const found = [];
      ours.inBox(zoom, [0, 0, 1, 1], (x, y, count, node) => {
        const keys = count > 1 ? ours.members(node).map(({ key }) => key) : [ours.item(node).key];
        const at = count > 1 ? [x, y] : [ours.item(node).x, ours.item(node).y];
        found.push(told(...at, keys, count > 1 ? ours.expansionZoom(node) : 0));
      });
      if (wanted.sort().join("|") !== found.sort().join("|")) differ.push([turn, zoom]);
    }
  }
  return differ;
}
