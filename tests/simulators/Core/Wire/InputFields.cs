using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Wire;

/// <summary>Reading of input fields that must be there: a missing or unreadable one refuses the transaction and names the field.</summary>
public static class InputFields
{
    /// <summary>The node, or a refusal.</summary>
    public static JsonElement RequiredNode(this JsonElement parent, string name)
    {
        JsonElement node = parent.Node(name);
        return node.ValueKind == JsonValueKind.Object ? node : throw new CoreRefusalException($"输入节点 {name} 缺失");
    }

    /// <summary>The text, or a refusal.</summary>
    public static string Required(this JsonElement node, string name)
    {
        string text = node.Text(name);
        return text.Length > 0 ? text : throw new CoreRefusalException($"字段 {name} 不能为空");
    }

    /// <summary>An amount in yuan as fen, or a refusal.</summary>
    public static long RequiredFen(this JsonElement node, string name)
    {
        if (node.Text(name).Length > 0 && node.TryNumber(name, out decimal yuan) && Fen.TryParse(yuan, out long fen))
        {
            return fen;
        }
        throw new CoreRefusalException($"字段 {name} 不是有效金额");
    }

    /// <summary>A number, or a refusal.</summary>
    public static decimal RequiredNumber(this JsonElement node, string name)
    {
        if (node.Text(name).Length > 0 && node.TryNumber(name, out decimal number))
        {
            return number;
        }
        throw new CoreRefusalException($"字段 {name} 不是有效数字");
    }
}
