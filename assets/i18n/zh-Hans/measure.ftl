# measure
measure-title = 拍照估测
