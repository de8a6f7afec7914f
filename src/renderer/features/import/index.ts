export { WatchedFolderCard } from './watched-folder-card'
