using System.Collections.Frozen;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>
/// One path of elements that has occurred, with the number under which a reader knows it (0: it does not). The tree grows with different
/// paths, not with the file, so a path is looked up once and compared as a number afterwards.
/// </summary>
internal sealed class PathNode
{
    private const int NodesMax = 4_000;
    private readonly Dictionary<string, PathNode> _children = new(StringComparer.Ordinal);
    private readonly Tree _tree;
    private readonly string _path;

    private PathNode(Tree tree, PathNode? parent, string name)
    {
        (_tree, Parent, Name) = (tree, parent, name);
        _path = parent is null ? "" : parent._path.Length == 0 ? name : parent._path + "/" + name;
        Id = tree.Ids.GetValueOrDefault(_path);
    }

    /// <summary>The path above; null at the message's own element.</summary>
    public PathNode? Parent { get; }

    /// <summary>Name of the element.</summary>
    public string Name { get; }

    /// <summary>Number of the path; 0 for none.</summary>
    public int Id { get; }

    /// <summary>The last two names, as errors show them.</summary>
    public string Shown => Parent is { Name.Length: > 0 } ? Parent.Name + "/" + Name : Name;

    /// <summary>The message's own element: paths begin under it.</summary>
    public static PathNode Root(FrozenDictionary<string, int> ids, string name) => new(new Tree(ids), null, name);

    /// <summary>The path one deeper; null when there are more different paths than any message has.</summary>
    public PathNode? Child(string name)
    {
        if (!_children.TryGetValue(name, out var child) && ++_tree.Nodes <= NodesMax)
        {
            _children[name] = child = new PathNode(_tree, this, name);
        }

        return child;
    }

    private sealed class Tree(FrozenDictionary<string, int> ids)
    {
        public FrozenDictionary<string, int> Ids { get; } = ids;

        public int Nodes { get; set; }
    }
}
